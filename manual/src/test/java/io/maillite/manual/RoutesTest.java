package io.maillite.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route in the pages loads, in a Camel of its own that does not start it: each option is known and legal, and
 * what it refers to is there.
 */
class RoutesTest {
    private static final List<Page> PAGES = Stream.of(
                    "README.md", "docs/pop3lite.md", "docs/smtplite.md", "docs/recipes.md", "docs/camel-cli.md")
            .map(Page::new)
            .toList();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.]+)}}");

    @TestFactory
    Stream<DynamicTest> everyRouteLoads() {
        return PAGES.stream().flatMap(RoutesTest::routes);
    }

    private static Stream<DynamicTest> routes(Page page) {
        List<Resource> routes = new ArrayList<>();
        page.blocks("yaml").stream()
                .map(yaml -> ResourceHelper.fromString("route.yaml", yaml))
                .forEach(routes::add);
        page.blocks("xml").stream()
                .filter(xml -> xml.startsWith("<routes"))
                .map(xml -> ResourceHelper.fromString("route.xml", xml))
                .forEach(routes::add);
        page.blocks("java").stream()
                .filter(java -> java.startsWith("from("))
                .map(RoutesTest::builder)
                .forEach(routes::add);
        assertThat(routes).as("routes in " + page.name()).isNotEmpty();
        return IntStream.range(0, routes.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        page.name() + ", " + routes.get(i).getLocation() + " " + (i + 1), () -> load(routes.get(i))));
    }

    private static Resource builder(String route) {
        return ResourceHelper.fromString("Block.java", """
                import static io.maillite.camel.pop3.Pop3LiteEndpointBuilder.pop3lite;
                import static io.maillite.camel.smtp.SmtpLiteEndpointBuilder.smtplite;
                import io.maillite.camel.pop3.*;
                import io.maillite.camel.smtp.*;
                import io.maillite.smtp.*;
                import io.maillite.wire.*;
                import java.time.*;
                import org.apache.camel.builder.RouteBuilder;

                public class Block extends RouteBuilder {
                    public void configure() {
                        %s
                    }
                }
                """.formatted(route));
    }

    private static void load(Resource route) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            PLACEHOLDER
                    .matcher(new String(route.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(placeholder -> placeholder.group(1))
                    .forEach(name -> context.getPropertiesComponent()
                            .addInitialProperty(name, name.endsWith(".port") ? "1" : "value"));
            Beans.bind(context.getRegistry());
            PluginHelper.getRoutesLoader(context).loadRoutes(route);
            for (CamelClusterService service : context.getRegistry().findByType(CamelClusterService.class)) {
                context.addService(service); // as Camel Main does
            }
            context.start();
            assertThat(context.getRoutes()).isNotEmpty();
        }
    }
}
