package io.maillite.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A wrong property keeps an application from starting, and what it logs says which and why. */
@ExtendWith(OutputCaptureExtension.class)
class WrongPropertiesTest {
    @Configuration
    @EnableAutoConfiguration
    static class Application {
        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("pop3lite:localhost:1?initialDelay=60000").to("smtplite:localhost:1");
                }
            };
        }
    }

    private static final List<String> ENOUGH =
            List.of("camel.component.pop3lite.tls=NONE", "camel.component.smtplite.tls=NONE");

    private static void refuses(String... properties) {
        List<String> arguments = new ArrayList<>();
        ENOUGH.forEach(property -> arguments.add("--" + property));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        assertThatThrownBy(() -> SpringApplication.run(Application.class, arguments.toArray(String[]::new))
                        .close())
                .isNotNull();
    }

    @Test
    void aNameThatIsNone(CapturedOutput output) {
        refuses("camel.component.pop3lite.pasword=secret");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: camel.component.pop3lite.pasword");
    }

    @Test
    void aValueThatIsNone(CapturedOutput output) {
        refuses("camel.component.smtplite.line-endings=sometimes");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: camel.component.smtplite.line-endings")
                .contains("NORMALIZE")
                .contains("PRESERVE");
    }

    @Test
    void aSizeWithAUnit(CapturedOutput output) {
        refuses("camel.component.pop3lite.spool-threshold=1m");

        assertThat(output).contains("APPLICATION FAILED TO START").contains("spool-threshold");
    }

    @Test
    void aBeanThatIsNotThere(CapturedOutput output) {
        refuses("camel.component.pop3lite.idempotent-repository=#nobody");

        assertThat(output)
                .contains("camel.component.pop3lite.idempotentRepository: ")
                .contains("nobody");
    }

    @Test
    void aBeanThatIsNotNamedAsOne(CapturedOutput output) {
        refuses("camel.component.pop3lite.idempotent-repository=repository");

        assertThat(output)
                .contains("camel.component.pop3lite.idempotentRepository: ")
                .contains("org.apache.camel.spi.IdempotentRepository");
    }

    @Test
    void headersAloneWithoutSayingWhetherToDelete(CapturedOutput output) {
        refuses("camel.component.pop3lite.fetch=HEADERS");

        assertThat(output).contains("With fetch=HEADERS say whether to delete");
    }
}
