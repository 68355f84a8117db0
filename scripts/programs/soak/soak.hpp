// What the parts of the C++ program have in common: front.cpp is not patched, answer.cpp is.
#pragma once
#include "soak.h"
#include <stdexcept>
#include <string>

#define BASE_TEXT "a text that is too long to stand in the string itself"
#define PATCHED_TEXT "another text that is too long to stand in the string itself"

class OddPrice : public std::runtime_error {
public:
    explicit OddPrice(long price) : std::runtime_error("an odd price"), price_(price) {}
    long price() const { return price_; }

private:
    long price_;
};

// Its destructor must run, however the function is left that it stands in.
class Guard {
public:
    Guard() { ++open; }
    ~Guard() { --open; }
    static thread_local int open;
};

class Tariff {
public:
    virtual ~Tariff();
    virtual long price(long question) const = 0;
};

class Discount : public Tariff {
public:
    long price(long question) const override;
};

// The price; one that is odd is thrown as an OddPrice, one that can be divided by four as the number that it is.
long check(long price);

long middle(const Tariff &tariff, long question);
