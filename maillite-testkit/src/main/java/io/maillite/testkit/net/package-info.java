/**
 * What all servers of the kit share: a loopback listener with a thread per connection, and a connection that knows what
 * it has read and sent, counts waits, changes to TLS and ends in every way that TCP allows.
 *
 * <p>Knows {@code tls}, and no mail protocol.
 */
@NullMarked
package io.maillite.testkit.net;

import org.jspecify.annotations.NullMarked;
