package io.maillite.testkit.script;

import io.maillite.testkit.net.SocketSizes;
import io.maillite.testkit.tls.ServerTls;
import io.maillite.testkit.tls.TestIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a {@link ScriptedServer} plays, and how. */
public final class ScriptedServerBuilder {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Dialogue> dialogues = new ArrayList<>();
    private @Nullable Dialogue ever;
    private ServerTls tls = ServerTls.of(TestIdentity.LOCALHOST);
    private SocketSizes sizes = SocketSizes.DEFAULT;
    private Duration limit = LIMIT;

    ScriptedServerBuilder() {}

    /** The next connections play these, one each. */
    public ScriptedServerBuilder play(Dialogue... next) {
        dialogues.addAll(List.of(next));
        return this;
    }

    /** The next connections play these texts, one each. */
    public ScriptedServerBuilder play(String... next) {
        for (String text : next) {
            dialogues.add(Dialogue.of(text));
        }
        return this;
    }

    /** Any further connection, if one comes, plays this. */
    public ScriptedServerBuilder thenAlways(Dialogue dialogue) {
        ever = dialogue;
        return this;
    }

    /** Any further connection, if one comes, plays this text. */
    public ScriptedServerBuilder thenAlways(String dialogue) {
        return thenAlways(Dialogue.of(dialogue));
    }

    /** What {@code starttls} uses; by default the identity {@code LOCALHOST}. */
    public ScriptedServerBuilder tls(ServerTls with) {
        tls = with;
        return this;
    }

    /** The socket buffers. */
    public ScriptedServerBuilder socketSizes(int receive, int send) {
        sizes = new SocketSizes(receive, send);
        return this;
    }

    /** How long anything may take that the client has to do; 60 s by default. */
    public ScriptedServerBuilder limit(Duration most) {
        limit = most;
        return this;
    }

    /** Starts the server. */
    public ScriptedServer start() {
        return new ScriptedServer(new Settings(dialogues, ever, tls, sizes, limit));
    }

    record Settings(
            List<Dialogue> dialogues, @Nullable Dialogue ever, ServerTls tls, SocketSizes sizes, Duration limit) {
        Settings {
            dialogues = List.copyOf(dialogues);
        }

        @Nullable
        Dialogue dialogue(int index) {
            return index < dialogues.size() ? dialogues.get(index) : ever;
        }
    }
}
