package main

import (
	"log"
	"net/http"
	"os"
	"strings"
)

var own = map[string]string{
	"Access-Control-Allow-Origin":      "*",
	"Access-Control-Allow-Credentials": "true",
	"Access-Control-Allow-Methods":     "BREW",
	"Access-Control-Allow-Headers":     "*",
	"Access-Control-Expose-Headers":    "X-Own",
	"Access-Control-Max-Age":           "86400",
}

func answer(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Upstream", "yes")
	path := r.URL.Path
	if strings.HasSuffix(path, "/own") {
		for name, value := range own {
			w.Header().Add(name, value)
		}
	}
	switch {
	case strings.HasSuffix(path, "/private"):
		w.WriteHeader(http.StatusUnauthorized)
	case r.Method == http.MethodOptions:
		w.WriteHeader(http.StatusMethodNotAllowed)
	case strings.HasSuffix(path, "/missing"):
		http.NotFound(w, r)
	case strings.HasSuffix(path, "/broken"):
		http.Error(w, "out of order", http.StatusInternalServerError)
	default:
		w.Header().Set("Vary", "Accept-Encoding")
		w.Header().Set("X-Request-Id", "7")
		w.Write([]byte("a thing"))
	}
}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/", answer)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], withCORS(mux)))
}
