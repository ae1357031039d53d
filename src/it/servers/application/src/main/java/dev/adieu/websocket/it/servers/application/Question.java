package dev.adieu.websocket.it.servers.application;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a command. */
record Question(HttpServletRequest request) {

    boolean has(String name) {
        return request.getParameter(name) != null;
    }

    String get(String name) {
        String value = request.getParameter(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return value;
    }

    /** Returns those that are settings of the provider. */
    Map<String, String> settings() {
        return request.getParameterMap().keySet().stream()
                .filter(name -> name.startsWith("adieu."))
                .collect(Collectors.toMap(name -> name, this::get));
    }
}
