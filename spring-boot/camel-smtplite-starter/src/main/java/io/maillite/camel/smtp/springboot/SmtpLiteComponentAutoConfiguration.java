package io.maillite.camel.smtp.springboot;

import io.maillite.camel.smtp.SmtpLiteComponent;
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

/** Gives the {@code smtplite} component, when a route first uses it, what {@code camel.component.smtplite.*} says. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ComponentConfigurationProperties.class, SmtpLiteComponentConfiguration.class})
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.smtplite"})
public class SmtpLiteComponentAutoConfiguration {
    private static final String CONFIGURATION = "configuration";

    @Lazy
    @Bean
    ComponentCustomizer configureSmtpLiteComponent(
            CamelContext context, SmtpLiteComponentConfiguration properties, Environment environment) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component component) {
                apply(context, properties, component);
            }

            @Override
            public boolean isEnabled(String name, Component component) {
                return component instanceof SmtpLiteComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                environment, "camel.component.customizer", "camel.component.smtplite.customizer");
            }
        };
    }

    private static void apply(CamelContext context, SmtpLiteComponentConfiguration properties, Component component) {
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
            throw new IllegalArgumentException("camel.component.smtplite." + option + ": " + e.getMessage(), e);
        }
    }
}
