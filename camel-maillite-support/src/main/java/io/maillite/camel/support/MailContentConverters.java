package io.maillite.camel.support;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.TypeConverterSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a message can be had as, however much of it somebody has read: all of it. Camel's own converters would give what
 * is left of a stream.
 */
public final class MailContentConverters {
    private MailContentConverters() {}

    /** Teaches them to a Camel context. */
    public static void addTo(CamelContext context) {
        TypeConverterRegistry registry = context.getTypeConverterRegistry();
        registry.addTypeConverter(File.class, MailContent.class, new MailContentToFile());
        registry.addTypeConverter(byte[].class, MailContent.class, new ToOctets());
        registry.addTypeConverter(String.class, MailContent.class, new ToText(context));
    }

    private static final class ToOctets extends TypeConverterSupport {
        @Override
        public <T> T convertTo(Class<T> type, @Nullable Exchange exchange, Object value) {
            try {
                return type.cast(((MailContent) value).fromStart().readAllBytes());
            } catch (IOException e) {
                throw new TypeConversionException(value, type, e);
            }
        }
    }

    /** In the charset of the exchange, as any stream. */
    private static final class ToText extends TypeConverterSupport {
        private final CamelContext context;

        ToText(CamelContext context) {
            this.context = context;
        }

        @Override
        public <T> @Nullable T convertTo(Class<T> type, @Nullable Exchange exchange, Object value) {
            FilterInputStream stream = new FilterInputStream(((MailContent) value).fromStart()) {};
            return exchange == null
                    ? context.getTypeConverter().convertTo(type, stream)
                    : context.getTypeConverter().convertTo(type, exchange, stream);
        }
    }
}
