package io.maillite.camel.smtp.quarkus;

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
class SmtpLiteProcessorTest {
    @Test
    void eachClassThatIsNamedExists() {
        List<String> names = new ArrayList<>(SmtpLiteProcessor.INITIALIZED_AT_RUN_TIME);
        names.add(SmtpLiteProcessor.EVICTION_POLICY);

        assertThat(names).allSatisfy(name -> assertThatCode(
                        () -> Class.forName(name, false, getClass().getClassLoader()))
                .doesNotThrowAnyException());
    }

    @Test
    void eachServiceThatIsNamedHasAProvider() {
        SmtpLiteProcessor processor = new SmtpLiteProcessor();

        assertThat(processor.saslPreparation().providers()).containsExactly("com.ongres.saslprep.SASLprep");
    }

    @Test
    void theFilesByWhichCamelFindsTheConsoleAndTheMetersAreThere() {
        List<CamelServicePatternBuildItem> services = new ArrayList<>();
        services.add(new SmtpLiteProcessor().console());
        SmtpLiteProcessor.meters(optional -> true, services::add);

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
        SmtpLiteProcessor.spanDecorators(optional -> true, services::add);

        assertThat(services)
                .flatExtracting(ServiceProviderBuildItem::providers)
                .contains(
                        "io.maillite.camel.smtp.SmtpLiteSpanDecorator",
                        "io.maillite.camel.smtp.SmtpLiteTracingSpanDecorator");
    }

    @Test
    void nothingIsNamedThatStandsOnAnAbsentClass() {
        List<BuildItem> services = new ArrayList<>();
        SmtpLiteProcessor.meters(optional -> false, services::add);
        SmtpLiteProcessor.spanDecorators(optional -> false, services::add);

        assertThat(services).isEmpty();
    }
}
