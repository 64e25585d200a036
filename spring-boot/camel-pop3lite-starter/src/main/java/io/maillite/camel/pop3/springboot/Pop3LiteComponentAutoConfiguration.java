package io.maillite.camel.pop3.springboot;

import io.maillite.camel.pop3.Pop3LiteComponent;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Gives the {@code pop3lite} component, when a route first uses it, what {@code camel.component.pop3lite.*} says. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ComponentConfigurationProperties.class, Pop3LiteComponentConfiguration.class})
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.pop3lite"})
public class Pop3LiteComponentAutoConfiguration {
    private static final String CONFIGURATION = "configuration";

    @Lazy
    @Bean
    ComponentCustomizer configurePop3LiteComponent(
            CamelContext context, Pop3LiteComponentConfiguration properties, Environment environment) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component component) {
                apply(context, properties, component);
            }

            @Override
            public boolean isEnabled(String name, Component component) {
                return component instanceof Pop3LiteComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                environment, "camel.component.customizer", "camel.component.pop3lite.customizer");
            }
        };
    }

    private static void apply(CamelContext context, Pop3LiteComponentConfiguration properties, Component component) {
        Map<String, Object> written = new HashMap<>(CamelPropertiesHelper.getNonNullProperties(context, properties));
        written.remove("enabled");
        written.remove("customizer");
        ServiceHelper.initService(component); // it has its configurer then
        Object configuration = written.remove(CONFIGURATION);
        if (configuration != null) {
            set(context, component, CONFIGURATION, configuration); // first, since the other options are set on it
        }
        written.forEach((option, value) -> set(context, component, option, value));
    }

    /**
     * By the component's own configurer, for which {@code #} names a bean where one is wanted, and not in a password.
     */
    private static void set(CamelContext context, Component component, String option, Object value) {
        Object resolved = value instanceof String text ? context.resolvePropertyPlaceholders(text) : value;
        try {
            if (!component.getComponentPropertyConfigurer().configure(context, component, option, resolved, false)) {
                throw new IllegalArgumentException("the component has no such option");
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("camel.component.pop3lite." + option + ": " + e.getMessage(), e);
        }
    }
}
