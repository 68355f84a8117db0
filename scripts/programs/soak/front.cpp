// What answer.cpp is asked through, what it calls, and what it has to say.
#include "soak.hpp"

thread_local int Guard::open = 0;

Tariff::~Tariff() = default;

long check(long price)
{
    if (price % 2 != 0)
        throw OddPrice(price);
    if (price % 4 == 0)
        throw price;
    return price;
}

extern "C" long answer(long question)
{
    static const Discount discount;
    long result;

    try {
        result = middle(discount, question);
    } catch (long price) {
        result = price;
    }
    // No right answer.
    return Guard::open == 0 ? result : -1000000 - Guard::open;
}

extern "C" long right_answer(long question, enum kind kind)
{
    const long price = question * (kind == OF_BASE ? 3 : 5);
    const long added = kind == OF_BASE ? sizeof BASE_TEXT - 1 : sizeof PATCHED_TEXT - 1;

    if (question % 4 == 0)
        return price;
    return price + added + (question % 2 == 0 ? 0 : kind == OF_BASE ? 1 : 2);
}
