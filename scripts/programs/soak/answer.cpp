// Compiled with PATCHED 0 and 1: a virtual function, a function that catches, and one that an exception passes through,
// with objects whose destructors have to run.
#include "soak.hpp"

long Discount::price(long question) const
{
    return question * (PATCHED ? 5 : 3);
}

__attribute__((noinline)) static long careful(const Tariff &tariff, long question)
{
    try {
        return check(tariff.price(question));
    } catch (const OddPrice &odd) {
        return odd.price() + (PATCHED ? 2 : 1);
    }
}

long middle(const Tariff &tariff, long question)
{
    Guard guard;
    const std::string text = PATCHED ? PATCHED_TEXT : BASE_TEXT;

    if (question < 0)
        wait_inside();
    return careful(tariff, question) + static_cast<long>(text.size());
}
