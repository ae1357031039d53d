package dev.adieu.websocket.it.cdi;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

@Traced
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class Tracer {

    @Inject
    private Journal journal;

    @AroundInvoke
    Object trace(InvocationContext call) throws Exception {
        journal.add("traced " + call.getMethod().getDeclaringClass().getSimpleName() + "."
                + call.getMethod().getName());
        return call.proceed();
    }
}
