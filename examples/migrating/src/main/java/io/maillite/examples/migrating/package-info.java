/** The usual routes of camel-mail for POP3 and SMTP beside ours: both run, and what came of them side by side. */
@NullMarked
package io.maillite.examples.migrating;

import org.jspecify.annotations.NullMarked;
