package io.maillite.camel.pop3.quarkus;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.util.List;

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
}
