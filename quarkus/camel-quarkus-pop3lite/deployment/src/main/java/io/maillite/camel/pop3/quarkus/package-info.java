/** What Quarkus is told of the {@code pop3lite} component when it builds an application. */
@NullMarked
package io.maillite.camel.pop3.quarkus;

import org.jspecify.annotations.NullMarked;
