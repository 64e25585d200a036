package io.maillite.camel.support;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** Options with a few values to choose from. Camel says of another one that it is wrong, and not which there are. */
public final class ChoiceOptions {
    private ChoiceOptions() {}

    /**
     * Checks options as they were written in a URI.
     *
     * @param component whose endpoints have them
     * @param parameters by name
     * @throws IllegalArgumentException if one is none of its values
     */
    public static void requireKnown(Component component, Map<String, Object> parameters) {
        if (!(component.getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options)) {
            return;
        }
        TypeConverter converter = component.getCamelContext().getTypeConverter();
        parameters.forEach((name, value) -> {
            Class<?> type = options.getOptionType(name, true);
            boolean isChoice = type != null && type.isEnum();
            if (isChoice
                    && value instanceof String text
                    && !text.startsWith("#")
                    && converter.tryConvertTo(type, text) == null) {
                String known = Arrays.stream(type.getEnumConstants())
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
                throw new IllegalArgumentException(name + " must be one of " + known + ", not '" + text + "'");
            }
        });
    }
}
