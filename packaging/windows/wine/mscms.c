/* For tests under wine only, and never shipped: wine's mscms.dll lacks WcsCreateIccProfile, which Qt asks for the colours of
   the screen. Here no profile exists. */
#include <stddef.h>

#define EXPORT __declspec(dllexport) __attribute__((ms_abi))

EXPORT void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned creation)
{
    (void)profile, (void)access, (void)share, (void)creation;
    return NULL;
}

EXPORT int CloseColorProfile(void *profile)
{
    (void)profile;
    return 1;
}

EXPORT int GetColorProfileFromHandle(void *profile, unsigned char *buffer, unsigned *length)
{
    (void)profile, (void)buffer;
    if (length)
        *length = 0;
    return 0;
}

EXPORT void *WcsCreateIccProfile(void *profile, unsigned options)
{
    (void)profile, (void)options;
    return NULL;
}
