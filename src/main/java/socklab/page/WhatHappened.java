package socklab.page;

import java.util.List;
import socklab.session.Session;
import socklab.session.Table;

/**
 * What a report is made of.
 *
 * @param tables what was counted meanwhile
 * @param now when the report ends, by {@link System#nanoTime}
 */
public record WhatHappened(List<Moment> moments, List<Table> tables, long now) {
    /** All that happened in a session so far. */
    public static WhatHappened in(Session session) {
        return new WhatHappened(
                Moment.of(session.journal().events()), session.tables().all(), System.nanoTime());
    }
}
