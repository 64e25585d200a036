package io.maillite.benchmarks.server;

import io.maillite.benchmarks.load.Protocol;
import io.maillite.testkit.proxy.DelayProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The JVM of the servers in memory and of the proxies that delay. It is asked on its standard input, a line a question,
 * and answers each with one line; it ends with its input.
 *
 * <table>
 * <caption>Questions</caption>
 * <tr><td>{@code ports}</td><td>POP3, POP3 under TLS, SMTP, SMTP under TLS</td></tr>
 * <tr><td>{@code delay PORT MILLIS}</td><td>the port of a line to that port; a round trip takes so long</td></tr>
 * <tr><td>{@code left ACCOUNT}</td><td>messages in that mailbox</td></tr>
 * <tr><td>{@code sessions START}</td><td>how many mailboxes whose names start so were opened so far, and how often that
 * which was opened least</td></tr>
 * <tr><td>{@code received}</td><td>messages that were sent here, and their octets</td></tr>
 * </table>
 */
public final class ServerMain {
    private ServerMain() {}

    /** Without arguments. */
    public static void main(String[] arguments) throws IOException {
        InMemory servers = new InMemory();
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(servers, line.split(" ", -1)));
            out.flush();
        }
    }

    private static String answer(InMemory servers, String[] words) {
        return switch (words[0]) {
            case "ports" ->
                servers.port(Protocol.POP3, false)
                        + " " + servers.port(Protocol.POP3, true)
                        + " " + servers.port(Protocol.SMTP, false)
                        + " " + servers.port(Protocol.SMTP, true);
            case "delay" -> String.valueOf(delayed(Integer.parseInt(words[1]), Long.parseLong(words[2])));
            case "left" -> String.valueOf(servers.left(words[1]));
            case "sessions" -> {
                long[] sessions = servers.sessions(words[1]);
                yield sessions[0] + " " + sessions[1];
            }
            case "received" -> servers.received() + " " + servers.receivedOctets();
            default -> "?";
        };
    }

    private static int delayed(int port, long millis) {
        return DelayProxy.to(port, Duration.ofNanos(millis * 500_000)).port();
    }
}
