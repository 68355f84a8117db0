package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.List;
import java.util.Locale;

/**
 * How a piece of a line looks.
 *
 * @param role what it is
 * @param differs whether it is what differs from the other side
 * @param hue the colour it shares with what stands for it on the other side; 0 for none
 */
public record TokenStyle(Role role, boolean differs, int hue) {
    static final TokenStyle PLAIN = new TokenStyle(Role.OPERAND, false, Hues.NONE);

    /** Spaces and signs between operands look like operands: neighbours that look alike become one node on screen. */
    static TokenStyle of(Token token, int hue) {
        return new TokenStyle(token.role() == Role.PLAIN ? Role.OPERAND : token.role(), token.differs(), hue);
    }

    /** Its style classes. */
    List<String> classes() {
        String own = "role-" + role.name().toLowerCase(Locale.ROOT);
        if (!differs) {
            return List.of(own);
        }
        return hue == Hues.NONE ? List.of(own, "differs") : List.of(own, "differs", "hue-" + hue);
    }
}
