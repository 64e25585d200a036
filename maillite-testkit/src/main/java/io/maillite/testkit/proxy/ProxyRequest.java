package io.maillite.testkit.proxy;

import org.jspecify.annotations.Nullable;

/**
 * What a client asked a proxy for.
 *
 * @param host the target as the client named it: a name, or an address
 * @param port the target's port
 * @param username who logged in, or {@code null}
 */
public record ProxyRequest(String host, int port, @Nullable String username) {}
