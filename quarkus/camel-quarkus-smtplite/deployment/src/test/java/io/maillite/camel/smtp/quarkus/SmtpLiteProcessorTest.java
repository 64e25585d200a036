package io.maillite.camel.smtp.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
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
}
