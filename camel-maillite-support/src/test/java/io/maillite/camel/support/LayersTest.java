package io.maillite.camel.support;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** What both components share knows the client and Camel, and neither protocol nor component. */
@AnalyzeClasses(packages = "io.maillite.camel.support", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule onlyKnowsWhatItMay = classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .and()
            .resideOutsideOfPackage("io.maillite.camel.support.micrometer")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.maillite.camel.support..",
                    "io.maillite.wire..",
                    "io.maillite.sasl..",
                    "org.apache.camel..",
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify..",
                    "org.slf4j..");

    /** Micrometer may be absent: only classes that nobody loads without it know it. */
    @ArchTest
    static final ArchRule metersKnowWhatIsWatchedAndMicrometer = classes()
            .that()
            .resideInAPackage("io.maillite.camel.support.micrometer")
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.maillite.camel.support.micrometer",
                    "io.maillite.camel.support.watch",
                    "io.micrometer.core.instrument",
                    "org.apache.camel..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule nobodyKnowsTheMeters = noClasses()
            .that()
            .resideOutsideOfPackage("io.maillite.camel.support.micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.maillite.camel.support.micrometer");

    /** Camel's model of routes may be absent: only builders of URIs for routes in Java know it. */
    @ArchTest
    static final ArchRule onlyBuildersKnowTheModelOfRoutes = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("EndpointBuilder")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel.builder..", "org.apache.camel.model..")
                    .or(simpleNameEndingWith("EndpointBuilder")));

    @ArchTest
    static final ArchRule nobodyPrints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nobodyReflects =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..");
}
