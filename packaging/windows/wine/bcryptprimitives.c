/* For tests under wine only, and never shipped: Windows has a bcryptprimitives.dll of its own and Debian 12's wine has none.
   Libraries in Rust ask it for random bytes; here wine's own RtlGenRandom gives them. */
#define EXPORT __declspec(dllexport)

__declspec(dllimport) unsigned char SystemFunction036(void *bytes, unsigned long count);

EXPORT int ProcessPrng(unsigned char *bytes, unsigned long long count)
{
    return count <= 0xffffffffu && SystemFunction036(bytes, (unsigned long)count);
}
