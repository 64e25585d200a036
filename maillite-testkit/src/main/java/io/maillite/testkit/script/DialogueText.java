package io.maillite.testkit.script;

import io.maillite.testkit.net.Octets;
import io.maillite.testkit.tls.TestIdentity;
import java.time.Duration;
import java.util.Arrays;

/** Reads a dialogue's text. */
final class DialogueText {
    private DialogueText() {}

    static void read(String text, DialogueBuilder dialogue) {
        text.lines().forEach(line -> {
            if (!line.isBlank() && !line.startsWith("#")) {
                readLine(line, dialogue);
            }
        });
    }

    private static void readLine(String line, DialogueBuilder dialogue) {
        String mark = line.length() < 2 ? line : line.substring(0, 2);
        String rest = line.length() < 3 ? "" : line.substring(line.charAt(2) == ' ' ? 3 : 2);
        switch (mark) {
            case "S:" -> dialogue.send(rest);
            case "S=" -> dialogue.sendOctets(Octets.fromVisible(rest));
            case "C:" -> dialogue.expect(rest);
            case "C=" -> dialogue.expectOctets(Octets.fromVisible(rest));
            case "C~" -> dialogue.expectMatching(rest);
            case "--" -> readDirective(rest.strip(), dialogue);
            default -> throw new IllegalArgumentException("Not a line of a dialogue: " + line);
        }
    }

    private static void readDirective(String directive, DialogueBuilder dialogue) {
        String[] words = directive.split(" +");
        String last = words[words.length - 1];
        switch (directive.replaceAll("\\d[\\d ]*", "#").strip()) {
            case "content" -> dialogue.expectContent();
            case "read #" -> dialogue.read(Long.parseLong(last));
            case "boundary" -> dialogue.boundary();
            case "split at #" ->
                dialogue.splitAt(
                        Arrays.stream(words).skip(2).map(Integer::valueOf).toArray(Integer[]::new));
            case "octet by octet" -> dialogue.octetByOctet();
            case "drip #ms" -> dialogue.drip(millis(words));
            case "quiet #ms" -> dialogue.quiet(millis(words));
            case "delay #ms" -> dialogue.delay(millis(words));
            case "starttls" -> dialogue.startTls();
            case "cut after #" -> dialogue.cutAfter(Long.parseLong(last));
            case "reset after #" -> dialogue.resetAfter(Long.parseLong(last));
            case "close" -> dialogue.close();
            case "drop" -> dialogue.drop();
            case "reset" -> dialogue.reset();
            case "silence" -> dialogue.silence();
            case "stop reading" -> dialogue.stopReading();
            case "client closes" -> dialogue.clientCloses();
            default -> readTls(words, directive, dialogue);
        }
    }

    private static void readTls(String[] words, String directive, DialogueBuilder dialogue) {
        if (words.length == 2 && words[0].equals("starttls")) {
            dialogue.startTls(TestIdentity.of(words[1]));
        } else if (words.length == 3 && words[0].equals("starttls") && words[1].equals("refused")) {
            dialogue.startTlsRefused(TestIdentity.of(words[2]));
        } else {
            throw new IllegalArgumentException("Not a directive of a dialogue: -- " + directive);
        }
    }

    private static Duration millis(String[] words) {
        return Duration.ofMillis(Long.parseLong(words[1]));
    }
}
