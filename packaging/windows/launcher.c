/* Moedeklar.exe: finds runtime\python313.dll beside itself and runs the program in it, without a console.

   The program is told that it is frozen: its PDF process is this same executable, started with --pdf-process. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32000
typedef int (*py_main_function)(int, wchar_t **);

static const wchar_t PROGRAM[] =
    L"import sys; sys.frozen = 'launcher'; from moedeklar.__main__ import main; sys.exit(main())";

static int stop(const wchar_t *why)
{
    MessageBoxW(NULL, why, L"M\u00f8deklar", MB_ICONERROR | MB_OK);
    return 70;
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show)
{
    static wchar_t folder[LONGEST + 1], library[LONGEST + 64];
    (void)self, (void)before, (void)line, (void)show;
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    wchar_t *end = length && length < LONGEST ? wcsrchr(folder, L'\\') : NULL;
    if (!end)
        return stop(L"The folder of the program has too long a name.");
    *end = 0;
    _snwprintf(library, LONGEST + 63, L"%ls\\runtime\\" PYTHON_DLL, folder);
    /* Never the folder one happens to be in. PATH stays: Qt's plug-ins find Qt6Svg.dll through it. */
    SetDllDirectoryW(L"");
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!python)
        return stop(L"Files of the program are missing. Install it again.");
    py_main_function py_main = (py_main_function)(void *)GetProcAddress(python, "Py_Main");
    if (!py_main)
        return stop(L"Files of the program are damaged. Install it again.");
    wchar_t **words = calloc((size_t)__argc + 6, sizeof *words);
    if (!words)
        return 70;
    int count = 0;
    words[count++] = __wargv[0];
    words[count++] = L"-X";
    words[count++] = L"utf8";
    words[count++] = L"-c";
    words[count++] = (wchar_t *)PROGRAM;
    for (int n = 1; n < __argc; n++)
        words[count++] = __wargv[n];
    return py_main(count, words);
}
