package io.maillite.manual;

import static io.maillite.camel.pop3.Pop3LiteEndpointBuilder.pop3lite;
import static io.maillite.camel.smtp.SmtpLiteEndpointBuilder.smtplite;
import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.smtp.SmtpLiteEndpoint;
import io.maillite.camel.support.MailEndpointBuilder;
import io.maillite.sasl.AuthMechanism;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.EndpointConsumerBuilder;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The builders of URIs for routes in Java have a method for every option of the metadata, which sets that option. */
class EndpointBuildersTest {
    private static final List<ComponentModel> COMPONENTS = List.of(Metadata.pop3lite(), Metadata.smtplite());

    /** What a builder's method takes where the type of the option says less. */
    private static final Map<String, Class<?>> MORE_TO_THE_POINT = Map.of(
            "authMechanism", AuthMechanism.class,
            "delay", Duration.class,
            "initialDelay", Duration.class);

    /** What Camel takes of an option whose type says nothing. */
    private static final Map<String, Class<?>> TAKEN = Map.of("scheduler", ScheduledPollConsumerScheduler.class);

    /** {@code Duration}s have their unit. */
    private static final List<String> NOT_NEEDED = List.of("timeUnit");

    private static final Map<String, Class<?>> PRIMITIVES =
            Map.of("int", int.class, "long", long.class, "boolean", boolean.class);

    /** One option of one component. */
    record Option(ComponentModel component, EndpointOptionModel model) {
        String name() {
            return model.getName();
        }

        @Override
        public String toString() {
            return component.getScheme() + " " + name();
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionHasAMethodOfItsType(Option option) throws Exception {
        Method method = method(option);

        assertThat(method.getParameterTypes()).containsExactly(type(option));
        assertThat(method.isAnnotationPresent(Deprecated.class))
                .isEqualTo(option.model().isDeprecated());
    }

    @ParameterizedTest
    @MethodSource("options")
    void theMethodSetsTheOption(Option option) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Object value = sample(option);
            MailEndpointBuilder<?> builder = builder(option.component());

            method(option).invoke(builder, value);
            Endpoint endpoint = builder.resolve(context);

            assertThat(valueOf(option, endpoint)).isEqualTo(asHeld(value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%25b",
                "a%b",
                "a%41",
                "%2525)%2525",
                "x)&%25",
                "100%",
                "(%)%",
                "}%41)&",
                "%252525",
                "a)b}c%25%d"
            })
    void aTextArrivesAsItIs(String text) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SmtpLiteEndpoint endpoint =
                    smtplite("localhost").username(text).password(text).resolve(context, SmtpLiteEndpoint.class);

            assertThat(endpoint.getConfiguration().getUsername()).isEqualTo(text);
            assertThat(endpoint.getConfiguration().getPassword()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void thereIsNoMethodForAnythingElse(ComponentModel component) {
        assertThat(Arrays.stream(builder(component).getClass().getMethods())
                        .filter(method -> method.getParameterCount() == 1)
                        .filter(method -> MailEndpointBuilder.class.isAssignableFrom(method.getReturnType()))
                        .filter(method -> !method.getName().equals(component.getScheme()))
                        .map(Method::getName))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(options()
                        .filter(option -> option.component() == component)
                        .map(Option::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentThatOnlySendsIsNothingToReceiveFrom(ComponentModel component) {
        MailEndpointBuilder<?> builder = builder(component);

        assertThat(builder).isInstanceOf(EndpointProducerBuilder.class);
        assertThat(builder instanceof EndpointConsumerBuilder).isNotEqualTo(component.isProducerOnly());
    }

    @Test
    void everyMechanismHasItsName() {
        assertThat(options().filter(option -> option.name().equals("authMechanism")))
                .hasSize(2)
                .allSatisfy(option -> assertThat(option.model().getEnums())
                        .containsExactlyElementsOf(Arrays.stream(AuthMechanism.values())
                                .map(AuthMechanism::protocolName)
                                .toList()));
    }

    static Stream<ComponentModel> components() {
        return COMPONENTS.stream();
    }

    static Stream<Option> options() {
        return components().flatMap(component -> component.getEndpointParameterOptions().stream()
                .filter(model -> !NOT_NEEDED.contains(model.getName()))
                .map(model -> new Option(component, model)));
    }

    private static MailEndpointBuilder<?> builder(ComponentModel component) {
        return component.getScheme().equals("pop3lite") ? pop3lite("localhost") : smtplite("localhost");
    }

    private static Method method(Option option) {
        return Arrays.stream(builder(option.component()).getClass().getMethods())
                .filter(method -> method.getName().equals(option.name()) && method.getParameterCount() == 1)
                .filter(method -> !method.isBridge())
                .findFirst()
                .orElseThrow(() -> new AssertionError("The builder has no method for " + option));
    }

    private static Class<?> type(Option option) throws ClassNotFoundException {
        Class<?> type = MORE_TO_THE_POINT.get(option.name());
        return type == null ? type(option.model().getJavaType().replaceFirst("<.*", "")) : type;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return primitive;
        }
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return Class.forName(name.replaceFirst("\\.(\\w+)$", "\\$$1")); // one in another
        }
    }

    /** A value that is not the default. */
    private static Object sample(Option option) throws ClassNotFoundException {
        Class<?> type = TAKEN.getOrDefault(option.name(), type(option));
        if (type == boolean.class) {
            return !"true".equals(String.valueOf(option.model().getDefaultValue()));
        } else if (type == int.class) {
            return 2;
        } else if (type == long.class) {
            return 5_000_000_000L;
        } else if (type == String.class) {
            return "p%25&s%41s=w)rd+{ü} 100%?#%25%41%2525";
        } else if (type == Duration.class) {
            return Duration.ofSeconds(7);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[1];
        } else if (type == Map.class || type == Object.class) {
            return Map.of("name", "a value");
        } else if (type == SSLContextParameters.class) {
            return new SSLContextParameters();
        }
        return proxy(type);
    }

    private static Object proxy(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> "a " + type.getSimpleName();
                    default -> null;
                });
    }

    private static Object valueOf(Option option, Endpoint endpoint) {
        PropertyConfigurerGetter getter = (PropertyConfigurerGetter) PluginHelper.getConfigurerResolver(
                        endpoint.getCamelContext().getCamelContextExtension())
                .resolvePropertyConfigurer(option.component().getScheme() + "-endpoint", endpoint.getCamelContext());
        Object value = getter.getOptionValue(endpoint, option.name(), false);
        boolean milliseconds = MORE_TO_THE_POINT.get(option.name()) == Duration.class;
        return milliseconds ? Duration.ofMillis((long) value) : value;
    }

    private static Object asHeld(Object value) {
        return value instanceof AuthMechanism mechanism ? mechanism.protocolName() : value;
    }
}
