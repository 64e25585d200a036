package io.maillite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.stream.Stream;

/**
 * Who may know whom: {@code wire} nobody besides the JDK, {@code sasl} the wire, each protocol both of them and not the
 * other. What is not named here is not known: no Camel, no Jakarta Mail.
 */
@AnalyzeClasses(packages = "io.maillite", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String TEST_KIT = "io.maillite.testkit..";
    private static final String WIRE = "io.maillite.wire..";
    private static final String SASL = "io.maillite.sasl..";
    private static final String POP3 = "io.maillite.pop3..";
    private static final String SMTP = "io.maillite.smtp..";
    private static final String[] EVERYBODY = {
        "java..", "javax.crypto..", "javax.net..", "javax.security..", "org.jspecify..", "org.slf4j.."
    };

    @ArchTest
    static final ArchRule wireKnowsNobody = onlyKnows(WIRE, "jdk.net..");

    @ArchTest
    static final ArchRule saslKnowsWire = onlyKnows(SASL, WIRE, "com.ongres.scram..");

    @ArchTest
    static final ArchRule pop3KnowsWireAndSasl = onlyKnows(POP3, WIRE, SASL);

    @ArchTest
    static final ArchRule smtpKnowsWireAndSasl = onlyKnows(SMTP, WIRE, SASL).allowEmptyShould(true);

    @ArchTest
    static final ArchRule everyClassIsInALayer =
            classes().that().resideOutsideOfPackage(TEST_KIT).should().resideInAnyPackage(WIRE, SASL, POP3, SMTP);

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses().that().resideOutsideOfPackage(TEST_KIT).should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule nobodyReflects = noClasses()
            .that()
            .resideOutsideOfPackage(TEST_KIT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..");

    /** A view of octets as words reflects on nothing; method handles would. */
    @ArchTest
    static final ArchRule nobodyInvokesByName = noClasses()
            .that()
            .resideOutsideOfPackage(TEST_KIT)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(MethodHandle.class, MethodHandles.Lookup.class, LambdaMetafactory.class);

    private static ArchRule onlyKnows(String layer, String... others) {
        String[] known = Stream.of(Stream.of(layer), Stream.of(others), Stream.of(EVERYBODY))
                .flatMap(packages -> packages)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(layer)
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known);
    }
}
