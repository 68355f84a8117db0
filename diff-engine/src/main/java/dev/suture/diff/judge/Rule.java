package dev.suture.diff.judge;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Finding;
import java.util.List;

/** One thing a hot patch must not do, or a person should know. Plugins contribute further ones. */
@FunctionalInterface
public interface Rule {
    /** What this rule has to say of the changes of one object; empty if nothing. */
    List<Finding> judge(Comparison comparison, List<Change> changes);
}
