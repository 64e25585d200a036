package io.maillite.testkit.pop3;

import io.maillite.testkit.sasl.Accounts;
import io.maillite.testkit.server.Transport;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link MaildropServerBuilder} has collected. */
record Pop3Settings(
        Transport transport,
        Accounts accounts,
        List<String> mechanisms,
        List<String> offeredMechanisms,
        boolean initialResponses,
        @Nullable List<String> capabilities,
        @Nullable List<String> capabilitiesAfterLogin,
        boolean capa,
        boolean pipelining,
        boolean uidl,
        boolean top,
        boolean apop,
        boolean userPass,
        String greeting,
        Function<StoredMessage, String> sizeText,
        BiFunction<String, List<String>, List<String>> listing,
        int listsAtMost,
        boolean exclusive,
        boolean dropsPipelined,
        boolean keepsDeleted,
        Predicate<StoredMessage> undeletable) {}
