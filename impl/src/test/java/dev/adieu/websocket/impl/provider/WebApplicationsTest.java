package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.provider.application.Applications;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that are distinguished by their class loaders. */
class WebApplicationsTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void leave() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private ClassLoader loader() {
        return new URLClassLoader(new URL[0], before);
    }

    private ClassLoader application() {
        ClassLoader loader = loader();
        Applications.begin(loader);
        return loader;
    }

    private static BrowserSession connectIn(ClassLoader application, URI uri) throws Exception {
        Thread.currentThread().setContextClassLoader(application);
        return (BrowserSession) BrowserWebSocketContainer.create().connectToServer(new RecordingEndpoint(), null, uri);
    }

    @Test
    void theEndOfOneClosesItsSessionsAndNoOthers() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            ClassLoader first = application();
            ClassLoader second = application();
            BrowserSession ofFirst = connectIn(first, peer.uri());
            BrowserSession ofSecond = connectIn(second, peer.uri());
            Applications.end(first);
            assertThat(peer.connection(0).awaitClose().closeCode()).isEqualTo(1001);
            assertThat(ofFirst.getReadyState()).isEqualTo(ReadyState.CLOSED);
            assertThat(ofSecond.getReadyState()).isEqualTo(ReadyState.OPEN);
            Applications.end(second);
            assertThat(peer.connection(1).awaitClose().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void aThreadWithADescendantOfItsClassLoaderIsItsOwn() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            ClassLoader application = application();
            BrowserSession session =
                    connectIn(new URLClassLoader(new URL[0], new URLClassLoader(new URL[0], application)), peer.uri());
            Applications.end(application);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Test
    void oneThatHasEndedConnectsNoMore() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            ClassLoader application = application();
            Applications.end(application);
            assertThatThrownBy(() -> connectIn(application, peer.uri()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the application is closed");
            assertThat(peer.connections()).isEmpty();
        }
    }

    @Test
    void oneThatBeginsAnewWithItsOldClassLoaderConnectsAgain() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            ClassLoader application = application();
            Applications.end(application);
            Applications.begin(application);
            BrowserSession session = connectIn(application, peer.uri());
            assertThat(session.getReadyState()).isEqualTo(ReadyState.OPEN);
            Applications.end(application);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Test
    void ofTwoThatShareAClassLoaderTheLastClosesForBoth() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            ClassLoader shared = application();
            Applications.begin(shared);
            BrowserSession session = connectIn(shared, peer.uri());
            Applications.end(shared);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.OPEN);
            Applications.end(shared);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Test
    void theEndOfWhatNeverBeganIsNothing() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            ClassLoader stranger = loader();
            BrowserSession session = connectIn(stranger, peer.uri());
            Applications.end(stranger);
            assertThat(session.getReadyState()).isEqualTo(ReadyState.OPEN);
            session.close();
            peer.connection().awaitOver();
        }
    }

    @Test
    void theClassLoaderOfOneThatHasEndedIsCollected() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            WeakReference<ClassLoader> loader = connectedAndEnded(peer.uri());
            peer.connection().awaitOver();
            Eventually.holds(
                    () -> {
                        System.gc();
                        return loader.get() == null;
                    },
                    () -> "the class loader is still there");
        }
    }

    private WeakReference<ClassLoader> connectedAndEnded(URI uri) throws Exception {
        ClassLoader application = application();
        connectIn(application, uri);
        Applications.end(application);
        leave();
        return new WeakReference<>(application);
    }
}
