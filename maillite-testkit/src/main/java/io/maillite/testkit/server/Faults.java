package io.maillite.testkit.server;

import io.maillite.testkit.net.PeerConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a server is told to have; they may be changed while it runs. A pattern is a whole command line
 * ({@code "RETR 3"}) or a verb ({@code "QUIT"}), in any letter case; {@code "CONNECT"} stands for a new connection
 * before its greeting, {@code "."} for the end of a message's data.
 */
public final class Faults {
    private static final class Rule {
        private final Predicate<Command> when;
        private final Fault fault;
        private int left;

        Rule(Predicate<Command> when, Fault fault, int left) {
            this.when = when;
            this.fault = fault;
            this.left = left;
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    /** Whenever such a command comes. */
    public Faults when(String pattern, Fault fault) {
        return when(command -> command.is(pattern), fault);
    }

    /** Whenever such a command comes. */
    public Faults when(Predicate<Command> which, Fault fault) {
        return add(which, fault, Integer.MAX_VALUE);
    }

    /** The next time that such a command comes. */
    public Faults once(String pattern, Fault fault) {
        return times(1, pattern, fault);
    }

    /** The next so many times that such a command comes. */
    public Faults times(int times, String pattern, Fault fault) {
        return add(command -> command.is(pattern), fault, times);
    }

    /** Lets these commands go well so many times, and then strikes once. */
    public Faults after(int goodTimes, String pattern, Fault fault) {
        return times(goodTimes, pattern, connection -> Fault.Next.EXECUTE).once(pattern, fault);
    }

    /** No faults any more. */
    public synchronized void clear() {
        rules.clear();
    }

    private synchronized Faults add(Predicate<Command> when, Fault fault, int times) {
        if (times > 0) {
            rules.add(new Rule(when, fault, times));
        }
        return this;
    }

    /** The fault for this command, the oldest first; counts it as used. */
    private synchronized @Nullable Fault next(Command command) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            if (rule.when.test(command)) {
                rule.left--;
                if (rule.left == 0) {
                    each.remove();
                }
                return rule.fault;
            }
        }
        return null;
    }

    /** What is done with a command when no fault prevents it. */
    @FunctionalInterface
    public interface Execution {
        /** Executes it; tells whether the session goes on. */
        boolean execute() throws IOException, InterruptedException;
    }

    /** Executes a command, with the fault that is due; tells whether the session goes on. */
    public boolean perform(Command command, PeerConnection connection, Execution execution)
            throws IOException, InterruptedException {
        Fault fault = next(command);
        if (fault == null) {
            return execution.execute();
        }
        Fault.Next next = fault.before(connection);
        if (next != Fault.Next.EXECUTE) {
            return next == Fault.Next.ANSWERED;
        }
        boolean goesOn = execution.execute();
        fault.after(connection);
        return goesOn;
    }
}
