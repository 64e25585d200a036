package io.maillite.testkit.script;

import io.maillite.testkit.tls.TestIdentity;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** The steps that neither send nor expect lines: TLS, and what the test itself does in between. */
final class Turns {
    private Turns() {}

    record StartTls(@Nullable TestIdentity identity) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            stage.startTls(identity);
        }

        @Override
        public String describe() {
            return "-- starttls" + (identity == null ? "" : " " + identity.label());
        }
    }

    /** The client must leave during the handshake, or right after it without a word. */
    record RefusedTls(TestIdentity identity) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            try {
                stage.startTls(identity);
            } catch (SocketTimeoutException stillThere) {
                throw stillThere;
            } catch (IOException refused) {
                stage.transcript().note("TLS refused: " + refused.getMessage());
                return;
            }
            Endings.expectEnd(stage, "the client went on after a certificate that it had to refuse");
        }

        @Override
        public boolean isLast() {
            return true;
        }

        @Override
        public String describe() {
            return "-- starttls refused " + identity.label();
        }
    }

    record Run(TestAction action) implements Step {
        @Override
        public void play(Stage stage) throws IOException, Deviation, InterruptedException {
            try {
                action.run();
            } catch (IOException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw Deviation.because("the test's own action failed: " + e, e);
            }
        }

        @Override
        public String describe() {
            return "-- (an action of the test)";
        }
    }
}
