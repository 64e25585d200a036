package io.maillite.testkit.server;

import io.maillite.testkit.net.PeerConnection;
import io.maillite.testkit.net.PeerConnection.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What a server does wrong, or otherwise than usual, when a command comes. */
public interface Fault {
    /** How it goes on after a fault. */
    enum Next {
        /** The command is executed as usual. */
        EXECUTE,
        /** The command was answered already, and is not executed. */
        ANSWERED,
        /** The session is over. */
        END
    }

    /** Before the command is executed. */
    Next before(PeerConnection connection) throws IOException, InterruptedException;

    /** After it was executed; its answer may still be in the connection's buffer. */
    default void after(PeerConnection connection) throws IOException {}

    /** Answers this (lines are separated by CRLF), and does not execute the command. */
    static Fault reply(String reply) {
        return connection -> {
            connection.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            return Next.ANSWERED;
        };
    }

    /** Answers this and closes the connection. */
    static Fault replyAndClose(String reply) {
        return connection -> {
            connection.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
            return Next.END;
        };
    }

    /** The connection is gone before the command is executed. */
    static Fault end(Ending how) {
        return connection -> {
            connection.flush();
            connection.end(how);
            return Next.END;
        };
    }

    /** The command is executed, and the connection gone before its answer. */
    static Fault executeThenEnd(Ending how) {
        return new Fault() {
            @Override
            public Next before(PeerConnection connection) throws IOException {
                connection.flush();
                return Next.EXECUTE;
            }

            @Override
            public void after(PeerConnection connection) throws IOException {
                connection.end(how);
            }
        };
    }

    /** The command is executed, and the connection cut after so many octets of its answer, or of what follows that. */
    static Fault cutAnswerAfter(long octets, Ending how) {
        return new Fault() {
            @Override
            public Next before(PeerConnection connection) throws IOException {
                connection.cutAfter(octets, how);
                return Next.EXECUTE;
            }

            @Override
            public void after(PeerConnection connection) throws IOException {
                connection.flush();
            }
        };
    }

    /** The command is executed, and its answer (shorter than 64 KiB) is replaced by what becomes of it here. */
    static Fault answer(UnaryOperator<byte[]> edit) {
        return new Fault() {
            @Override
            public Next before(PeerConnection connection) throws IOException {
                connection.flush();
                return Next.EXECUTE;
            }

            @Override
            public void after(PeerConnection connection) throws IOException {
                connection.write(edit.apply(connection.takeBack()));
            }
        };
    }

    /** The command is executed once, and its answer said twice. */
    static Fault answerTwice() {
        return answer(answer -> {
            byte[] twice = Arrays.copyOf(answer, 2 * answer.length);
            System.arraycopy(answer, 0, twice, answer.length, answer.length);
            return twice;
        });
    }

    /** The command is executed, and its answer left out. */
    static Fault noAnswer() {
        return answer(answer -> new byte[0]);
    }

    /** Says nothing more, until the client goes. */
    static Fault silence() {
        return connection -> {
            connection.flush();
            while (connection.read() >= 0) {
                // Whatever it says.
            }
            return Next.END;
        };
    }

    /** Takes its time. */
    static Fault delay(Duration time) {
        return connection -> {
            connection.flush();
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return Next.EXECUTE;
        };
    }

    /** Does something of the test's own first: releases or awaits a latch, changes what the server has. */
    static Fault first(TestAction action) {
        return connection -> {
            connection.flush();
            try {
                action.run();
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("The test's own action failed", e);
            }
            return Next.EXECUTE;
        };
    }

    /** Something of the test's own. */
    @FunctionalInterface
    interface TestAction {
        /** Does it; when it throws, the connection is dropped. */
        void run() throws Exception;
    }
}
