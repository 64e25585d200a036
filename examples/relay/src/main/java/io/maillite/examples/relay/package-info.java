/**
 * The relay: mailboxes are drained into an SMTP server, by properties and a route file; here is what shows it at work.
 */
@NullMarked
package io.maillite.examples.relay;

import org.jspecify.annotations.NullMarked;
