/**
 * What stands between a client and a server: lines that are long, lines that break, and the proxies that users have.
 *
 * <p>Knows {@code net}, and no mail protocol.
 */
@NullMarked
package io.maillite.testkit.proxy;

import org.jspecify.annotations.NullMarked;
