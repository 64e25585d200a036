package io.maillite.camel.pop3.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.builder.item.BuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceDestination;
import org.apache.camel.quarkus.core.deployment.spi.CamelServicePatternBuildItem;
import org.junit.jupiter.api.Test;

/** What is named for native executables is there; whether it is enough, only a native compiler can tell. */
class Pop3LiteProcessorTest {
    @Test
    void eachClassThatIsNamedExists() {
        List<String> names = new ArrayList<>(Pop3LiteProcessor.INITIALIZED_AT_RUN_TIME);

        assertThat(names).allSatisfy(name -> assertThatCode(
                        () -> Class.forName(name, false, getClass().getClassLoader()))
                .doesNotThrowAnyException());
    }

    @Test
    void eachServiceThatIsNamedHasAProvider() {
        Pop3LiteProcessor processor = new Pop3LiteProcessor();

        assertThat(processor.saslPreparation().providers()).containsExactly("com.ongres.saslprep.SASLprep");
        assertThat(processor.contextPlugin().providers()).contains("io.maillite.camel.pop3.RouteSteps");
    }

    @Test
    void theFilesByWhichCamelFindsTheConsoleAndTheMetersAreThere() {
        List<CamelServicePatternBuildItem> services = new ArrayList<>();
        services.add(new Pop3LiteProcessor().console());
        Pop3LiteProcessor.meters(optional -> true, services::add);

        assertThat(services)
                .allMatch(CamelServicePatternBuildItem::isInclude)
                .extracting(CamelServicePatternBuildItem::getDestination)
                .containsOnly(CamelServiceDestination.DISCOVERY);
        assertThat(services)
                .flatExtracting(CamelServicePatternBuildItem::getPatterns)
                .hasSize(2)
                .allSatisfy(file -> assertThat(getClass().getClassLoader().getResource(file))
                        .isNotNull());
    }

    @Test
    void theSpanDecoratorsOfBothModulesAreProviders() {
        List<ServiceProviderBuildItem> services = new ArrayList<>();
        Pop3LiteProcessor.spanDecorators(optional -> true, services::add);

        assertThat(services)
                .flatExtracting(ServiceProviderBuildItem::providers)
                .contains(
                        "io.maillite.camel.pop3.Pop3LiteSpanDecorator",
                        "io.maillite.camel.pop3.Pop3LiteTracingSpanDecorator");
    }

    @Test
    void nothingIsNamedThatStandsOnAnAbsentClass() {
        List<BuildItem> services = new ArrayList<>();
        Pop3LiteProcessor.meters(optional -> false, services::add);
        Pop3LiteProcessor.spanDecorators(optional -> false, services::add);

        assertThat(services).isEmpty();
    }
}
