package io.maillite.reliability.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.maillite.camel.pop3.Pop3LiteComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where an option of a URI holds the secret itself, Camel prints it in places of its own: at DEBUG, and where it shows
 * the source of a route. SECURITY.md says so, and how to write one that is printed nowhere.
 */
@Tag("every-log-level")
class RouteSourceTest {
    private static final String SECRET = "open)sesame}and-tr3asure%41&x";

    private final Hoard hoard = new Hoard();

    @ParameterizedTest
    @CsvSource({"in the registry, &password=#bean:secret", "on the component, ''"})
    void aSecretThatIsNoPartOfTheRoutesTextIsPrintedNowhere(String where, String option) throws Exception {
        assertThat(printed(option, where.equals("on the component")).leaks()).isEmpty();
    }

    /** The reason why SECURITY.md says so. When Camel has mended it, this test says that the advice can go. */
    @ParameterizedTest
    @ValueSource(strings = {"&password=RAW(open-sesame-and-tr3asure)", "&password=open-sesame-and-tr3asure"})
    void camelPrintsASecretOfTheRoutesTextInPlacesOfItsOwn(String option) throws Exception {
        hoard.keep("password", "open-sesame-and-tr3asure");
        assertThat(printed(option, false).leaks()).isNotEmpty().allSatisfy(leak -> assertThat(leak)
                .containsAnyOf("[dev console ", "[logs]", "[JMX]"));
    }

    private Search printed(String option, boolean onComponent) throws Exception {
        hoard.keep("password", SECRET);
        Search search = new Search(hoard);
        try (EveryLog log = new EveryLog();
                DefaultCamelContext context = LoginSecretsTest.context()) {
            context.getRegistry().bind("secret", SECRET);
            if (onComponent) {
                context.getComponent("pop3lite", Pop3LiteComponent.class)
                        .getConfiguration()
                        .setPassword(SECRET);
            }
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:x").to("pop3lite:localhost:1?operation=STAT&username=jane" + option);
                }
            });
            context.start();
            search.inContext(context);
            context.stop();
            search.in("logs", log.text());
        }
        return search;
    }
}
