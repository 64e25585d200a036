package io.maillite.camel.smtp.quarkus;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import java.util.List;

/**
 * The component as Quarkus is to see it. Camel Quarkus finds by itself what is listed in Camel's service files (the
 * component, its configurers, its URI factory), once the jars are indexed; the rest is for native executables.
 */
final class SmtpLiteProcessor {
    static final List<String> INDEXED = List.of("maillite-client", "camel-maillite-support", "camel-smtplite");

    /** What must not be made while an executable is built, because it starts threads or is random. */
    static final List<String> INITIALIZED_AT_RUN_TIME = List.of(
            "io.maillite.camel.support.OctetsInFile",
            "io.maillite.wire.Watchdog",
            // a timer
            "org.apache.commons.pool2.PoolUtils$TimerHolder");

    static final String EVICTION_POLICY = "org.apache.commons.pool2.impl.DefaultEvictionPolicy";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("camel-smtplite");
    }

    @BuildStep
    void index(BuildProducer<IndexDependencyBuildItem> dependencies) {
        INDEXED.forEach(artifact -> dependencies.produce(new IndexDependencyBuildItem("io.maillite", artifact)));
    }

    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem("camel-smtplite");
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

    /** The pool makes it by its name. */
    @BuildStep
    ReflectiveClassBuildItem evictionPolicy() {
        return ReflectiveClassBuildItem.builder(EVICTION_POLICY).build();
    }
}
