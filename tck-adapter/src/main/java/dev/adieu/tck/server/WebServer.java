package dev.adieu.tck.server;

import java.net.URI;
import java.nio.file.Path;

/**
 * A web server with its own copy of the Jakarta APIs. The one type that the server's class loader shares with the
 * client's, so it names only types of the JDK.
 */
public interface WebServer extends AutoCloseable {

    /**
     * Serves a web application at a path named as its file, until {@link #undeploy}. An application that cannot be
     * started is not served, and its address is returned all the same: the TCK connects to broken applications to see
     * that there is no answer.
     *
     * @param war the web archive
     * @return the address of the application, with a slash at its end
     */
    URI deploy(Path war);

    /**
     * Stops serving an application and forgets it. Does nothing if it is not known.
     *
     * @param war the web archive that was deployed
     */
    void undeploy(Path war);

    /** Stops the server; its port is free afterwards. */
    @Override
    void close();
}
