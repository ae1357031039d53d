package dev.adieu.websocket.impl.client;

import dev.adieu.websocket.impl.connection.loop.IoThreads;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Keeps the threads of the provider through a test class, so that not every test waits for their end. */
public final class ProviderThreads implements BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(ProviderThreads.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put("lease", IoThreads.lease());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        context.getStore(NAMESPACE).remove("lease", IoThreads.Lease.class).close();
        IoThreads.endIfUnused();
    }
}
