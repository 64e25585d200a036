/** The quickstart: messages go out by {@code smtplite}, come back by {@code pop3lite} and are compared. */
@NullMarked
package io.maillite.examples.quickstart;

import org.jspecify.annotations.NullMarked;
