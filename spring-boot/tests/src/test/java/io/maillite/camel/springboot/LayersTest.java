package io.maillite.camel.springboot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A starter knows its component, the types of its options, Camel and Spring, and nothing of the other starter. */
@AnalyzeClasses(
        packages = {"io.maillite.camel.pop3.springboot", "io.maillite.camel.smtp.springboot"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule theStarterOfPop3OnlyKnowsWhatItMay = onlyKnows("pop3");

    @ArchTest
    static final ArchRule theStarterOfSmtpOnlyKnowsWhatItMay = onlyKnows("smtp");

    private static ArchRule onlyKnows(String protocol) {
        return classes()
                .that()
                .resideInAPackage("io.maillite.camel." + protocol + ".springboot")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.maillite.camel." + protocol + "..",
                        "io.maillite.camel.support",
                        "io.maillite." + protocol,
                        "io.maillite.wire",
                        "org.apache.camel..",
                        "org.springframework..",
                        "java..",
                        "org.jspecify..");
    }
}
