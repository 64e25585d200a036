package io.maillite.testkit.script;

import io.maillite.testkit.net.Octets;
import io.maillite.testkit.net.PeerConnection.Ending;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** How a dialogue can end. None of them is followed by another step. */
final class Endings {
    private Endings() {}

    interface Last extends Step {
        @Override
        default boolean isLast() {
            return true;
        }
    }

    /** All is said: the server closes its side, and the client must have nothing to add. */
    record Done() implements Last {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            try {
                stage.connection().shutdownOutput();
            } catch (SocketException clientIsGone) {
                // It had the last word, and may leave without waiting for ours.
            }
            // A client that pools its connections may stay; it fails if it says anything more before the server is
            // closed.
            if (stage.connection().isDrained()) {
                stage.results().played();
            }
            expectEnd(stage, "the client said more than its dialogue");
        }

        @Override
        public String describe() {
            return "(end of the dialogue)";
        }
    }

    /** FIN in good order; what the client still sends is read and ignored, so that it can read what was said before. */
    record Close() implements Last {
        @Override
        public void play(Stage stage) throws IOException {
            stage.connection().shutdownOutput();
            ignoreTheRest(stage);
        }

        @Override
        public String describe() {
            return "-- close";
        }
    }

    /** Gone at once, as a server that crashed. */
    record Gone(Ending how) implements Last {
        @Override
        public void play(Stage stage) throws IOException {
            stage.connection().flush();
            stage.connection().end(how);
        }

        @Override
        public String describe() {
            return how == Ending.RESET ? "-- reset" : "-- drop";
        }
    }

    /** Nothing is said any more; the connection stays until the client goes. */
    record Silence() implements Last {
        @Override
        public void play(Stage stage) {
            ignoreTheRest(stage);
        }

        @Override
        public String describe() {
            return "-- silence";
        }
    }

    /** Nothing is read any more; the connection stays until the server is closed. */
    record StopReading() implements Last {
        @Override
        public void play(Stage stage) throws InterruptedException {
            stage.results().played();
            stage.over().await();
        }

        @Override
        public String describe() {
            return "-- stop reading";
        }
    }

    /** The client must close its side now. */
    record ClientCloses() implements Last {
        @Override
        public void play(Stage stage) throws IOException, Deviation {
            expectEnd(stage, "the client had to close");
        }

        @Override
        public String describe() {
            return "-- client closes";
        }
    }

    private static void ignoreTheRest(Stage stage) {
        stage.results().played();
        try {
            stage.ignoreUntilClientGoes();
        } catch (IOException goneTheHardWay) {
            // However it goes, it is gone.
        }
    }

    /** The client must go now, however it goes, and without a word. */
    static void expectEnd(Stage stage, String otherwise) throws IOException, Deviation {
        int octet;
        try {
            octet = stage.connection().read();
        } catch (SocketTimeoutException stillThere) {
            throw stillThere;
        } catch (IOException goneTheHardWay) {
            return;
        }
        if (octet >= 0) {
            throw Deviation.because(
                    otherwise + "\n  came:     " + Octets.visible(new byte[] {(byte) octet}) + stage.restOfLine());
        }
    }
}
