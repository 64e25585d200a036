package io.maillite.camel.pop3;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** The {@code pop3lite:} component knows Camel, what both components share, and of the client nothing of SMTP. */
@AnalyzeClasses(packages = "io.maillite.camel.pop3", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule onlyKnowsWhatItMay = classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.maillite.camel.pop3..",
                    "io.maillite.camel.support..",
                    "io.maillite.wire..",
                    "io.maillite.sasl..",
                    "io.maillite.pop3..",
                    "org.apache.james.mime4j..",
                    "org.apache.camel..",
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify..",
                    "org.slf4j..");

    /** Camel's modules for tracing may be absent: only the decorators know them, and nobody knows the decorators. */
    @ArchTest
    static final ArchRule onlyItsDecoratorKnowsTelemetry = noClasses()
            .that()
            .haveNameNotMatching(".*\\.Pop3LiteSpanDecorator(\\$.*)?")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.apache.camel.telemetry..").or(nameMatching(".*\\.Pop3LiteSpanDecorator")));

    @ArchTest
    static final ArchRule onlyItsDecoratorKnowsTracing = noClasses()
            .that()
            .haveNameNotMatching(".*\\.Pop3LiteTracingSpanDecorator")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel.tracing..")
                    .or(nameMatching(".*\\.Pop3LiteTracingSpanDecorator")));

    /** Camel's model of routes may be absent: only builders of URIs for routes in Java know it. */
    @ArchTest
    static final ArchRule onlyTheBuilderKnowsTheModelOfRoutes = noClasses()
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
