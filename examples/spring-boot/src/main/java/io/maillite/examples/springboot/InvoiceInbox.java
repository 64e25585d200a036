package io.maillite.examples.springboot;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: its parts are {@link InboxRoute}, {@link Attachments} and {@link Answer}. */
@SpringBootApplication
public class InvoiceInbox {}
