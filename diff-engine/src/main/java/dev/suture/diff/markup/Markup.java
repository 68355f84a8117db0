package dev.suture.diff.markup;

import java.io.PrintWriter;

/** Writes HTML in which everything that comes from elsewhere is escaped. */
public final class Markup {
    private final PrintWriter out;

    public Markup(PrintWriter out) {
        this.out = out;
    }

    /** Writes markup of this program as it is. */
    public Markup raw(String markup) {
        out.print(markup);
        return this;
    }

    /** Writes text. */
    public Markup text(Object text) {
        out.print(escape(text.toString()));
        return this;
    }

    /** Opens an element; attributes come as name and value in turns. */
    public Markup open(String tag, Object... attributes) {
        out.print('<');
        out.print(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.print(' ');
            out.print(attributes[i]);
            out.print("=\"");
            out.print(escape(attributes[i + 1].toString()));
            out.print('"');
        }
        out.print('>');
        return this;
    }

    public Markup close(String tag) {
        out.print("</");
        out.print(tag);
        out.print('>');
        return this;
    }

    /** An element of a class with nothing but text in it. */
    public Markup element(String tag, String className, Object text) {
        return (className.isEmpty() ? open(tag) : open(tag, "class", className))
                .text(text)
                .close(tag);
    }

    public Markup line() {
        out.print('\n');
        return this;
    }

    /** Characters that mean something in text or in a quoted attribute, and controls that no page may hold. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c < 0x20 && c != '\n' && c != '\t' || c == 0x7f ? '\ufffd' : c);
            }
        }
        return escaped.toString();
    }
}
