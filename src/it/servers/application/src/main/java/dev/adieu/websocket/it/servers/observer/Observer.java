package dev.adieu.websocket.it.servers.observer;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ForkJoinPool;

/** An application without WebSocket that reports what it sees in the JVM of the server. */
@WebServlet("/observations/*")
public class Observer extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write(
                        switch (request.getPathInfo()) {
                            case "/applications" -> String.join("\n", Sights.applicationsAlive());
                            case "/threads" -> String.join("\n", Sights.providerThreads());
                            case "/descriptors" -> String.join("\n", Sights.descriptors());
                            case "/meeting" -> Meeting.of(Integer.parseInt(request.getParameter("threads")));
                            case "/common-pool" -> String.valueOf(ForkJoinPool.getCommonPoolParallelism());
                            default ->
                                throw new IllegalArgumentException(
                                        "there is nothing to look for at " + request.getPathInfo());
                        });
    }
}
