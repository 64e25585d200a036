package io.maillite.camel.pop3.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
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
        assertThat(processor.contextPlugin().providers()).contains("io.maillite.camel.pop3.ErrorBoundary");
    }
}
