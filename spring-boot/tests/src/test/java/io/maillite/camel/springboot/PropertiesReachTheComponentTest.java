package io.maillite.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.pop3.Pop3LiteComponent;
import io.maillite.camel.pop3.Pop3LiteConfiguration;
import io.maillite.camel.pop3.springboot.Pop3LiteComponentAutoConfiguration;
import io.maillite.camel.smtp.SmtpLiteConfiguration;
import io.maillite.camel.smtp.springboot.SmtpLiteComponentAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What is written as a property is what the component has. */
class PropertiesReachTheComponentTest {
    private static final Map<String, Object> BEANS = Map.of(
            IdempotentRepository.class.getName(),
            MemoryIdempotentRepository.memoryIdempotentRepository(),
            HeaderFilterStrategy.class.getName(),
            new DefaultHeaderFilterStrategy(),
            SSLContextParameters.class.getName(),
            new SSLContextParameters(),
            Supplier.class.getName() + "<java.lang.String>",
            (Supplier<String>) () -> "token",
            Pop3LiteConfiguration.class.getName(),
            new Pop3LiteConfiguration(),
            SmtpLiteConfiguration.class.getName(),
            new SmtpLiteConfiguration(),
            Object.class.getName(),
            Map.of("RET", "FULL"));

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class,
                    Pop3LiteComponentAutoConfiguration.class,
                    SmtpLiteComponentAutoConfiguration.class));

    static List<Components> components() {
        return Components.ALL;
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyProperty(Components component) {
        ApplicationContextRunner all = application;
        for (ComponentOptionModel option : component.options()) {
            all = all.withPropertyValues(component.property(option) + "=" + written(option));
            if (option.getType().equals("object")) {
                all = bean(all, option);
            }
        }

        all.run(context -> {
            Component configured = component(context, component.scheme());
            PropertyConfigurerGetter getter = (PropertyConfigurerGetter) configured.getComponentPropertyConfigurer();
            for (ComponentOptionModel option : component.options()) {
                assertThat(getter.getOptionValue(configured, option.getName(), false))
                        .as(option.getName())
                        .satisfies(value -> assertThat(asWritten(value)).isEqualTo(expected(option)));
            }
        });
    }

    private static ApplicationContextRunner bean(ApplicationContextRunner application, ComponentOptionModel option) {
        return bean(application, option.getName(), BEANS.get(option.getJavaType()));
    }

    @SuppressWarnings("unchecked")
    private static <T> ApplicationContextRunner bean(ApplicationContextRunner application, String name, T bean) {
        return application.withBean(name, (Class<T>) bean.getClass(), () -> bean);
    }

    /** Other than the default. */
    private static String written(ComponentOptionModel option) {
        return switch (option.getType()) {
            case "boolean" -> String.valueOf(!Boolean.TRUE.equals(option.getDefaultValue()));
            case "integer" -> "7";
            case "duration" -> "77s";
            case "enum" -> option.getEnums().get(option.getEnums().size() - 1);
            case "object" -> "#" + option.getName();
            default -> "#a " + option.getName() + " & b=%40#"; // a password may look like a bean
        };
    }

    private static Object expected(ComponentOptionModel option) {
        return option.getType().equals("object") ? BEANS.get(option.getJavaType()) : written(option);
    }

    private static Object asWritten(Object value) {
        if (value instanceof Duration duration) {
            return duration.toSeconds() + "s";
        }
        return BEANS.containsValue(value) ? value : String.valueOf(value);
    }

    @Test
    void whatIsNotWrittenIsLeftAlone() {
        application.run(context -> {
            Pop3LiteComponent component = (Pop3LiteComponent) component(context, "pop3lite");
            assertThat(component.getConfiguration().getTls()).isNull(); // none was said: LMTP would want one
        });
    }

    @Test
    void otherOptionsAreSetOnTheConfigurationThatIsGiven() {
        Pop3LiteConfiguration given = new Pop3LiteConfiguration();
        given.setUsername("given");
        given.setPassword("given");
        bean(application, "mailbox", given)
                .withPropertyValues(
                        "camel.component.pop3lite.configuration=#mailbox", "camel.component.pop3lite.username=ada")
                .run(context -> {
                    Pop3LiteComponent component = (Pop3LiteComponent) component(context, "pop3lite");
                    assertThat(component.getConfiguration().getUsername()).isEqualTo("ada");
                    assertThat(component.getConfiguration().getPassword()).isEqualTo("given");
                });
    }

    @Test
    void aComponentThatIsSwitchedOffIsNotTouched() {
        for (String off : List.of(
                "camel.component.enabled=false",
                "camel.component.pop3lite.enabled=false",
                "camel.component.customizer.enabled=false",
                "camel.component.pop3lite.customizer.enabled=false")) {
            application
                    .withPropertyValues("camel.component.pop3lite.username=ada", off)
                    .run(context -> assertThat(((Pop3LiteComponent) component(context, "pop3lite"))
                                    .getConfiguration()
                                    .getUsername())
                            .as(off)
                            .isNull());
        }
    }

    private static Component component(ApplicationContext context, String scheme) {
        return context.getBean(CamelContext.class).getComponent(scheme);
    }
}
