package dev.suture.benchmarks;

/** Compiles the generated pairs of the given numbers of functions and prints, for each, both objects on one line. */
public final class Generate {
    private Generate() {}

    public static void main(String[] arguments) {
        for (String functions : arguments) {
            GeneratedPair pair = GeneratedPair.of(Integer.parseInt(functions));
            System.out.println(pair.base() + " " + pair.patched());
        }
    }
}
