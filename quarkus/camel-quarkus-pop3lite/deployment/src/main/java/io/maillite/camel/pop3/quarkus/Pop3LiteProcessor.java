package io.maillite.camel.pop3.quarkus;

import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.NativeImageEnableAllCharsetsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceDestination;
import org.apache.camel.quarkus.core.deployment.spi.CamelServicePatternBuildItem;

/**
 * The component as Quarkus is to see it. Camel Quarkus finds by itself what is listed in Camel's service files (the
 * component, its configurers, its URI factory), once the jars are indexed; the rest is for native executables.
 */
final class Pop3LiteProcessor {
    static final List<String> INDEXED = List.of("maillite-client", "camel-maillite-support", "camel-pop3lite");

    /** What must not be made while an executable is built, because it starts threads or is random. */
    static final List<String> INITIALIZED_AT_RUN_TIME = List.of(
            "io.maillite.camel.support.OctetsInFile",
            "io.maillite.wire.Watchdog",
            // a random number generator
            "org.apache.james.mime4j.util.MimeUtil");

    static final String CONSOLE = "META-INF/services/org/apache/camel/dev-console/pop3lite";
    static final String METERS = "META-INF/services/org/apache/camel/maillite/meters";
    static final List<String> SPAN_DECORATORS =
            List.of("org.apache.camel.telemetry.SpanDecorator", "org.apache.camel.tracing.SpanDecorator");

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("camel-pop3lite");
    }

    @BuildStep
    void index(BuildProducer<IndexDependencyBuildItem> dependencies) {
        INDEXED.forEach(artifact -> dependencies.produce(new IndexDependencyBuildItem("io.maillite", artifact)));
    }

    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem("camel-pop3lite");
    }

    /** The words of a header field may be in any character set (RFC 2047). An executable has few of them otherwise. */
    @BuildStep
    NativeImageEnableAllCharsetsBuildItem characterSets() {
        return new NativeImageEnableAllCharsetsBuildItem();
    }

    /** The characters of passwords are prepared by a profile that is looked up (SCRAM, RFC 4013). */
    @BuildStep
    ServiceProviderBuildItem saslPreparation() {
        return ServiceProviderBuildItem.allProvidersFromClassPath("com.ongres.stringprep.Profile");
    }

    @BuildStep
    void initializedAtRunTime(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        INITIALIZED_AT_RUN_TIME.forEach(name -> classes.produce(new RuntimeInitializedClassBuildItem(name)));
    }

    /** What makes an {@code Error} in a step of a route the failure of its exchange. */
    @BuildStep
    ServiceProviderBuildItem contextPlugin() {
        return ServiceProviderBuildItem.allProvidersFromClassPath("org.apache.camel.spi.ContextServicePlugin");
    }

    /** Camel Quarkus lets Camel find the console only if its file is named. */
    @BuildStep
    CamelServicePatternBuildItem console() {
        return new CamelServicePatternBuildItem(CamelServiceDestination.DISCOVERY, true, CONSOLE);
    }

    @BuildStep
    void meters(BuildProducer<CamelServicePatternBuildItem> services) {
        meters(QuarkusClassLoader::isClassPresentAtRuntime, services);
    }

    /** The same for the meters, whose class stands on Micrometer's. */
    static void meters(Predicate<String> present, BuildProducer<CamelServicePatternBuildItem> services) {
        if (present.test("io.micrometer.core.instrument.MeterRegistry")) {
            services.produce(new CamelServicePatternBuildItem(CamelServiceDestination.DISCOVERY, true, METERS));
        }
    }

    @BuildStep
    void spanDecorators(BuildProducer<ServiceProviderBuildItem> services) {
        spanDecorators(QuarkusClassLoader::isClassPresentAtRuntime, services);
    }

    /** Looked up by Java, and each stands on a class of the module that it is for. */
    static void spanDecorators(Predicate<String> present, BuildProducer<ServiceProviderBuildItem> services) {
        SPAN_DECORATORS.stream()
                .filter(present)
                .map(ServiceProviderBuildItem::allProvidersFromClassPath)
                .forEach(services::produce);
    }
}
